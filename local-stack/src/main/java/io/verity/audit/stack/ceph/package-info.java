/** An S3 service that enforces object lock, for tests: Ceph's gateway. */
package io.verity.audit.stack.ceph;
