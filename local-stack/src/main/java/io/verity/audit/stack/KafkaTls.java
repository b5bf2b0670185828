package io.verity.audit.stack;

import java.nio.file.Path;

/**
 * What the local Kafka needs to take clients by TLS. Whoever comes that way may do what the
 * cluster's access control lists grant; whoever comes by plain text may do everything.
 *
 * @param server PEM file with key and certificates for this machine
 * @param otherHost the same for a machine that is elsewhere
 * @param authority PEM file of who signs the certificates of clients
 */
public record KafkaTls(Path server, Path otherHost, Path authority) {}
