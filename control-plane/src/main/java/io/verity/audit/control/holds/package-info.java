/** Legal holds: who asks for them, who agrees, and what they keep from going. */
package io.verity.audit.control.holds;
