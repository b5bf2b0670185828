/** Collects when a control's schedule says so, and at once when a person does. */
package io.verity.audit.collect.engine;
