/** The console: pages for people, which use the API like everybody else. */
package io.verity.audit.control.console;
