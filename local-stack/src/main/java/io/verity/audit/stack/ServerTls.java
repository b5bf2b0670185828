package io.verity.audit.stack;

import java.nio.file.Path;

/**
 * What a server shows to whoever comes by TLS.
 *
 * @param certificate PEM file
 * @param key PEM file with its private key in PKCS #8, without a password
 */
public record ServerTls(Path certificate, Path key) {}
