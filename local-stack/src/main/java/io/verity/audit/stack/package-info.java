/**
 * Real servers on one machine, without containers: the ground of the demo and of the tests. {@link
 * io.verity.audit.stack.LocalStack} is the way in. Every server is a process of its own and dies
 * with the process that started it, however that ends.
 */
package io.verity.audit.stack;
