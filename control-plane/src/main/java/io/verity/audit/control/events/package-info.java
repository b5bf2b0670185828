/** Tells callers what becomes of runs, as it happens. */
package io.verity.audit.control.events;
