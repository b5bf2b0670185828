package io.verity.audit.trail;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The Merkle tree hash of RFC 6962, section 2.1, with SHA-256, built leaf by leaf in memory that
 * grows with the logarithm of the leaves.
 *
 * <ul>
 *   <li>empty tree: {@code SHA-256()}
 *   <li>leaf: {@code SHA-256(0x00 || entry)}
 *   <li>node: {@code SHA-256(0x01 || left || right)}, the left side holding the largest power of
 *       two smaller than the number of leaves
 * </ul>
 *
 * <p>Why it works by leaf: the complete subtrees of the RFC's recursion are those named by the bits
 * of the leaf count, so a stack with one hash a set bit is all that has to be kept; the root folds
 * that stack from the right. Not thread-safe.
 */
public final class MerkleTree {

  public static final int HASH_LENGTH = 32;

  private final MessageDigest digest = sha256();
  private final byte[] stack = new byte[64 * HASH_LENGTH];
  private final byte[] node = new byte[1 + 2 * HASH_LENGTH];
  private final byte[] combined = new byte[HASH_LENGTH];
  private int depth;
  private long leaves;

  public MerkleTree() {
    node[0] = 1;
  }

  /** A new SHA-256; every Java platform has it. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java platform has no SHA-256", e);
    }
  }

  /** {@code SHA-256(0x00 || entry)}. */
  public static byte[] leafHash(byte[] entry) {
    MessageDigest digest = sha256();
    digest.update((byte) 0);
    return digest.digest(entry);
  }

  public void clear() {
    depth = 0;
    leaves = 0;
  }

  public long leaves() {
    return leaves;
  }

  /** Appends a leaf by its hash. */
  public void addLeafHash(byte[] source, int offset) {
    System.arraycopy(source, offset, stack, depth * HASH_LENGTH, HASH_LENGTH);
    depth++;
    leaves++;
    for (long bits = leaves; (bits & 1) == 0; bits >>>= 1) {
      depth--;
      combine(stack, (depth - 1) * HASH_LENGTH, stack, depth * HASH_LENGTH);
      System.arraycopy(combined, 0, stack, (depth - 1) * HASH_LENGTH, HASH_LENGTH);
    }
  }

  /** The tree's root so far; more leaves may follow. */
  public byte[] root() {
    if (leaves == 0) {
      return digest.digest();
    }
    byte[] root = new byte[HASH_LENGTH];
    System.arraycopy(stack, (depth - 1) * HASH_LENGTH, root, 0, HASH_LENGTH);
    for (int left = depth - 2; left >= 0; left--) {
      combine(stack, left * HASH_LENGTH, root, 0);
      System.arraycopy(combined, 0, root, 0, HASH_LENGTH);
    }
    return root;
  }

  public String rootHex() {
    return HexFormat.of().formatHex(root());
  }

  private void combine(byte[] left, int leftOffset, byte[] right, int rightOffset) {
    System.arraycopy(left, leftOffset, node, 1, HASH_LENGTH);
    System.arraycopy(right, rightOffset, node, 1 + HASH_LENGTH, HASH_LENGTH);
    digest.update(node, 0, node.length);
    try {
      digest.digest(combined, 0, HASH_LENGTH);
    } catch (DigestException e) {
      throw new IllegalStateException(e);
    }
  }
}
