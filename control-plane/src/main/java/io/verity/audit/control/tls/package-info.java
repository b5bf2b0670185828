/** Who this program is to others by TLS, and whom it trusts. */
package io.verity.audit.control.tls;
