/** The canonical form of JSON. */
package io.verity.audit.evidence.json;
