/** The sources of an installation: how it reaches them, and where their secrets are. */
package io.verity.audit.collect.source;
