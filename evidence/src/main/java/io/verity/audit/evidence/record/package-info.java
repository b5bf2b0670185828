/** Whether a record of evidence is still what was collected. */
package io.verity.audit.evidence.record;
