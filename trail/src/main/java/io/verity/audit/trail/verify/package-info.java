/**
 * Proves the trail from the stored data alone: {@link io.verity.audit.trail.verify.Verifier} is the
 * way in, {@link io.verity.audit.trail.verify.VerifyReport} what it says.
 */
package io.verity.audit.trail.verify;
