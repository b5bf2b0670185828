/** Collects evidence by searching logs. */
package io.verity.audit.collect.search;
