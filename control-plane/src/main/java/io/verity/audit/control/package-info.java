/** Takes requests for reports, queues and launches them, and lets auditors read. */
package io.verity.audit.control;
