package io.verity.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MerkleTreeTest {

  /** The leaves of the reference tree of Certificate Transparency. */
  private static final List<String> LEAVES =
      List.of(
          "",
          "00",
          "10",
          "2021",
          "3031",
          "40414243",
          "5051525354555657",
          "606162636465666768696a6b6c6d6e6f");

  /** Its roots with one to eight leaves. */
  private static final List<String> ROOTS =
      List.of(
          "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
          "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
          "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
          "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
          "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
          "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
          "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
          "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

  @Test
  void rootsAreThoseOfTheReferenceTree() {
    MerkleTree tree = new MerkleTree();
    for (int i = 0; i < LEAVES.size(); i++) {
      add(tree, HexFormat.of().parseHex(LEAVES.get(i)));
      assertThat(tree.rootHex()).as("root of %d leaves", i + 1).isEqualTo(ROOTS.get(i));
    }
  }

  @Test
  void emptyTreeIsTheHashOfNothing() {
    MerkleTree tree = new MerkleTree();

    assertThat(tree.root()).isEqualTo(MerkleTree.sha256().digest());
  }

  @Test
  void clearedTreeStartsAnew() {
    MerkleTree tree = new MerkleTree();
    add(tree, new byte[] {1});
    add(tree, new byte[] {2});
    tree.clear();
    add(tree, new byte[0]);

    assertThat(tree.rootHex()).isEqualTo(ROOTS.get(0));
    assertThat(tree.leaves()).isOne();
  }

  @Property(tries = 200)
  void rootIsThatOfTheRecursiveDefinition(@ForAll @Size(max = 300) List<byte[]> entries) {
    MerkleTree tree = new MerkleTree();
    entries.forEach(entry -> add(tree, entry));

    assertThat(tree.root()).isEqualTo(naiveRoot(entries));
  }

  private static void add(MerkleTree tree, byte[] entry) {
    tree.addLeafHash(MerkleTree.leafHash(entry), 0);
  }

  /** RFC 6962, section 2.1, word for word. */
  private static byte[] naiveRoot(List<byte[]> entries) {
    int n = entries.size();
    if (n == 0) {
      return MerkleTree.sha256().digest();
    }
    if (n == 1) {
      return MerkleTree.leafHash(entries.get(0));
    }
    int k = Integer.highestOneBit(n - 1);
    byte[] node = new byte[65];
    node[0] = 1;
    System.arraycopy(naiveRoot(entries.subList(0, k)), 0, node, 1, 32);
    System.arraycopy(naiveRoot(entries.subList(k, n)), 0, node, 33, 32);
    return MerkleTree.sha256().digest(node);
  }
}
