/** Works the queue of reports off: one dispatcher a replica, which meet in PostgreSQL alone. */
package io.verity.audit.control.queue;
