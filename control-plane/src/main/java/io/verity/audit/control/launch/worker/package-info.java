/** Reports made by a warm process of this machine: the launcher of the local stack. */
package io.verity.audit.control.launch.worker;
