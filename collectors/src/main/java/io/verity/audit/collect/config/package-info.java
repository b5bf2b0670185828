/** Collects configuration as it stands in files, without the secrets in it. */
package io.verity.audit.collect.config;
