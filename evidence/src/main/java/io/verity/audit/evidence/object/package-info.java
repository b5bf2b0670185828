/** Stores that keep what was put into them. */
package io.verity.audit.evidence.object;
