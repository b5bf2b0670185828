/** Calls those who asked for it when a report is ready or failed. */
package io.verity.audit.control.webhooks;
