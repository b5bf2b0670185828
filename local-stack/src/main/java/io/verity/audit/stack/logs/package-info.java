/** Ships the stack's own logs into its search. */
package io.verity.audit.stack.logs;
