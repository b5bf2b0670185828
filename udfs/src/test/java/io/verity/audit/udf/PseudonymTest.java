package io.verity.audit.udf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PseudonymTest {

  private static final String ID = "1a78998c-27df-4626-a08e-9cd2a64bfcaf";

  @Test
  void isTheSameForTheSameSaltAlone() {
    String name = new Pseudonym().eval(ID, "salt");
    assertThat(name).matches("P-[0-9a-f]{16}").isEqualTo(new Pseudonym().eval(ID, "salt"));
    assertThat(new Pseudonym().eval(ID, "other")).isNotEqualTo(name);
    assertThat(new Pseudonym().eval("x", "salt")).isNotEqualTo(name);
  }

  @Test
  void isTheHmacOfRfc4231() {
    // test case 2: key "Jefe"
    assertThat(new Pseudonym().eval("what do ya want for nothing?", "Jefe"))
        .isEqualTo("P-5bdcc146bf60754e");
  }

  @Test
  void withoutSaltThereIsNone() {
    assertThat(new Pseudonym().eval(ID, null)).isNull();
    assertThat(new Pseudonym().eval(ID, "")).isNull();
    assertThat(new Pseudonym().eval(null, "salt")).isNull();
  }

  @Test
  void inSql() {
    assertThat(
            Sql.rows(
                "SELECT PSEUDONYM(t, 'Jefe') FROM (VALUES ('what do ya want for nothing?'), (CAST(NULL AS STRING))) AS t(t)"))
        .containsExactlyInAnyOrder("P-5bdcc146bf60754e", "null");
  }
}
