package io.verity.audit.stack;

/**
 * What the servers of a stack speak TLS with.
 *
 * @param postgres null where it speaks none
 * @param kafka null where it speaks none
 */
record StackTls(ServerTls postgres, KafkaTls kafka) {}
