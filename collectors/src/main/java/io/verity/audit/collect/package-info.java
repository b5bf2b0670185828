/** Collects evidence from other systems. */
package io.verity.audit.collect;
