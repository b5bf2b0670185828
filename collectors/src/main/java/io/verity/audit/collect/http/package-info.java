/** Collects evidence from HTTP APIs; the client is shared with the search handler. */
package io.verity.audit.collect.http;
