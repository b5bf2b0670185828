package io.verity.audit.control.config;

import java.net.URI;

/**
 * Which tokens are taken.
 *
 * @param jwks an http, https or file URI
 */
public record TokenSettings(String issuer, String audience, URI jwks, String rolesClaim) {}
