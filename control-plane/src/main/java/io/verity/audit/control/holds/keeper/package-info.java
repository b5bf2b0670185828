/**
 * Keeps the rows of the trail while a legal hold on it stands. A process of its own: it alone has
 * the account that may change how long rows are kept.
 */
package io.verity.audit.control.holds.keeper;
