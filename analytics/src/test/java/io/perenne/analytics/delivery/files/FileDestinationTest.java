// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.analytics.delivery.destination.Secret;
import io.perenne.analytics.delivery.sftp.SftpLogin;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileDestinationTest {
  @ParameterizedTest
  @CsvSource({
    "upload, 22, sftp://clv@example.com/~/upload/",
    "upload/day/, 22, sftp://clv@example.com/~/upload/day/",
    "'', 22, sftp://clv@example.com/~/",
    "/, 22, sftp://clv@example.com/",
    "/upload, 2222, sftp://clv@example.com:2222/upload/",
    "upload, 2222, sftp://clv@example.com:2222/~/upload/",
  })
  void folderOfAServer_isShownAsWhatItIs(String folder, int port, String shown) {
    SftpLogin login =
        new SftpLogin(
            "example.com",
            port,
            "clv",
            Optional.of(Secret.parse("env:PASSWORD")),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Duration.ofSeconds(20),
            Duration.ZERO,
            List.of());

    assertThat(destination(login.url(), folder).describe()).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({"upload, upload/", "/srv/upload, /srv/upload/"})
  void folderOfThisMachine_isShownAsGiven(String folder, String shown) {
    assertThat(destination("", folder).describe()).isEqualTo(shown);
  }

  private static FileDestination destination(String where, String folder) {
    return new FileDestination(
        where,
        LocalFiles::new,
        new Upload(folder, UploadMode.TEMP_RENAME, Verification.SIZE, "", ""));
  }
}
