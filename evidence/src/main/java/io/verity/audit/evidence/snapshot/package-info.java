/** The evidence that a report stands on. */
package io.verity.audit.evidence.snapshot;
