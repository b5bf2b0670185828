/** Certificates for the tests of TLS, made anew each time. */
package io.verity.audit.stack.tls;
