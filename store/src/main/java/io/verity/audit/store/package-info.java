/** What PostgreSQL keeps: reference data, report runs, the access log. */
package io.verity.audit.store;
