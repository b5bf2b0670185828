package io.verity.audit.cli.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.verity.audit.cli.chaos.Accounting.Verdict;
import org.junit.jupiter.api.Test;

/** The oracle must be able to fail: each way in which a trail can be wrong, alone. */
class AccountingTest {

  private static final int RECORDS = 100_000;

  private final Accounting accounting = new Accounting();

  AccountingTest() {
    for (int i = 0; i < RECORDS; i++) {
      int number = accounting.sending();
      accounting.acknowledged(number, number % 4, number / 4);
    }
  }

  @Test
  void everyRecordOnceIsFine() {
    allFoundBut(-1);
    Verdict verdict = accounting.verdict();
    assertThat(verdict.ok()).isTrue();
    assertThat(verdict.sent()).isEqualTo(RECORDS);
    assertThat(verdict.examples()).isEmpty();
  }

  @Test
  void aMissingRecordIsLost() {
    allFoundBut(4711);
    Verdict verdict = accounting.verdict();
    assertThat(verdict.lost()).isEqualTo(1);
    assertThat(verdict.duplicated()).isZero();
    assertThat(verdict.ok()).isFalse();
    assertThat(verdict.examples()).containsExactly("record 4711 is not at 3:1177");
  }

  @Test
  void theSameOffsetTwiceIsDuplicated() {
    allFoundBut(-1);
    found(8);
    Verdict verdict = accounting.verdict();
    assertThat(verdict.duplicated()).isEqualTo(1);
    assertThat(verdict.lost()).isZero();
    assertThat(verdict.ok()).isFalse();
  }

  @Test
  void theSameRecordAtAnotherOffsetIsDuplicated() {
    allFoundBut(-1);
    accounting.found(0, RECORDS, 8);
    Verdict verdict = accounting.verdict();
    assertThat(verdict.duplicated()).isEqualTo(1);
    assertThat(verdict.lost()).isZero();
    assertThat(verdict.ok()).isFalse();
  }

  @Test
  void aRecordAtAnotherOffsetOnlyIsLost() {
    allFoundBut(8);
    accounting.found(0, RECORDS, 8);
    assertThat(accounting.verdict().lost()).isEqualTo(1);
  }

  @Test
  void aRowOfNothingThatWasSentIsForeign() {
    allFoundBut(-1);
    accounting.found(0, RECORDS, -1);
    accounting.found(0, RECORDS + 1, RECORDS);
    Verdict verdict = accounting.verdict();
    assertThat(verdict.foreign()).isEqualTo(2);
    assertThat(verdict.ok()).isFalse();
  }

  @Test
  void aRecordThatWasNeverAcknowledgedMayBeThereOnceOrNot() {
    int there = accounting.sending();
    accounting.sending();
    allFoundBut(-1);
    accounting.found(0, RECORDS, there);
    assertThat(accounting.verdict().ok()).isTrue();
    assertThat(accounting.verdict().unacknowledged()).isEqualTo(2);

    accounting.found(0, RECORDS + 1, there);
    assertThat(accounting.verdict().duplicated()).isEqualTo(1);
  }

  private void allFoundBut(int missing) {
    for (int number = 0; number < RECORDS; number++) {
      if (number != missing) {
        found(number);
      }
    }
  }

  private void found(int number) {
    accounting.found(number % 4, number / 4, number);
  }
}
