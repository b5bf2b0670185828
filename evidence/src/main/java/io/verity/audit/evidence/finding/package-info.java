/** What evidence says about its control. */
package io.verity.audit.evidence.finding;
