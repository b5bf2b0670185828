/** Serves controls and their evidence. */
package io.verity.audit.control.evidence;
