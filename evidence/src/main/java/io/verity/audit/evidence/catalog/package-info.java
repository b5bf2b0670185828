/** Controls as data. */
package io.verity.audit.evidence.catalog;
