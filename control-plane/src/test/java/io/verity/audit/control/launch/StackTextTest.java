package io.verity.audit.control.launch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StackTextTest {

  @Test
  void tellsTheInnermostCauseWithoutItsClass() {
    assertThat(
            StackText.rootCause(
                """
                org.apache.flink.runtime.rest.handler.RestHandlerException: Could not execute application.
                \tat org.apache.flink.X.y(X.java:1)
                Caused by: java.util.concurrent.CompletionException: a.b.C: outer
                \t... 3 more
                Caused by: org.apache.flink.util.SerializedThrowable: a.b.StoreException: PostgreSQL is down
                  Hint: start it
                \tat a.b.C.d(C.java:2)
                """))
        .isEqualTo("PostgreSQL is down Hint: start it");
  }

  @Test
  void tellsWhatAServerSideSays() {
    assertThat(
            StackText.rootCause(
                "<Exception on server side:\norg.apache.flink.JobGone: no job 1\n\tat a.B.c(B.java:1)\n"
                    + "\nEnd of exception on server side>"))
        .isEqualTo("no job 1");
  }

  @Test
  void keepsTheClassOfACauseThatSaysNothing() {
    assertThat(StackText.rootCause("a.b.C: x\n\tat y\nCaused by: java.lang.NullPointerException"))
        .isEqualTo("java.lang.NullPointerException");
  }

  @Test
  void isOneBoundedLine() {
    assertThat(StackText.oneLine("a\u0007\r\n\tb" + "c".repeat(1000)))
        .startsWith("a bccc")
        .hasSize(500);
    assertThat(StackText.rootCause(" \n ")).isEqualTo("no reason given");
  }
}
