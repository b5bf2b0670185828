package io.verity.audit.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpperSnakeTest {

  @ParameterizedTest
  @CsvSource({
    "GetBucketAcl, GET_BUCKET_ACL",
    "DescribeDBInstances, DESCRIBE_DB_INSTANCES",
    "ListMFADevices, LIST_MFA_DEVICES",
    "ListSSHPublicKeys, LIST_SSH_PUBLIC_KEYS",
    "GetFunction20150331v2, GET_FUNCTION20150331V2",
    "DescribeEC2Instances, DESCRIBE_EC2_INSTANCES",
    "ConsoleLogin, CONSOLE_LOGIN",
    "lookup, LOOKUP",
    "GetACL, GET_ACL",
    "UserAuthentication Failed, USER_AUTHENTICATION_FAILED",
    "already_snake, ALREADY_SNAKE",
    "ALREADY_UPPER, ALREADY_UPPER",
    "'', ''"
  })
  void splitsWords(String name, String expected) {
    assertThat(UpperSnake.of(name)).isEqualTo(expected);
  }
}
