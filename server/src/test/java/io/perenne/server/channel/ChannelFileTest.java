// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.perenne.analytics.InputException;
import io.perenne.clv.words.Language;
import io.perenne.engage.decision.Channel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChannelFileTest {
  private @TempDir Path home;

  private ChannelSettings read(String text) throws IOException {
    Files.writeString(home.resolve(ChannelFile.NAME), text);
    return ChannelFile.read(home);
  }

  @Test
  void homeWithoutTheFile_sendsNothing() {
    assertThat(ChannelFile.read(home)).isEqualTo(ChannelSettings.NONE);
  }

  @Test
  void everyKey_isRead() throws IOException {
    ChannelSettings settings =
        read(
            """
            address: https://shop.example/clv/
            time-zone: Europe/Madrid
            test-to: ana@shop.example
            email:
              host: smtp.shop.example
              port: 465
              security: tls
              user: perenne
              password: env:SMTP_PASSWORD
              from: Tienda Olivo <hola@shop.example>
              reply-to: ayuda@shop.example
              list-id: news.shop.example
              postal-address: Calle Mayor 1, Madrid
              rate: 120 per minute
            sms:
              url: https://sms.example/send
              secret: env:SMS_KEY
              rate: 60 por minuto
            call:
              list: true
            """);

    assertThat(settings.address()).contains("https://shop.example/clv");
    assertThat(settings.testTo()).contains("ana@shop.example");
    assertThat(settings.ways().keySet())
        .containsExactlyInAnyOrder(Channel.EMAIL, Channel.SMS, Channel.CALL);
    assertThat(settings.ways().get(Channel.EMAIL))
        .satisfies(way -> assertThat(way.perMinute()).isEqualTo(120));
    assertThat(settings.ways().get(Channel.SMS))
        .satisfies(way -> assertThat(way.perMinute()).isEqualTo(60));
  }

  @Test
  void everythingThatIsWrong_isToldAtOnce_inBothLanguages() throws IOException {
    InputException refusal =
        catchThrowableOfType(
            InputException.class,
            () ->
                read(
                    """
                    adress: https://shop.example
                    email:
                      host: smtp.shop.example
                      from: nobody
                      list-id: news
                      postal-address: here
                      rate: fast
                    sms:
                      list: true
                    push:
                      url: http://push.example
                      secret: hunter2
                    """));

    List<String> spanish =
        refusal.problems().stream().map(problem -> problem.toLine(Language.ES)).toList();
    assertThat(spanish)
        .hasSize(7)
        .anyMatch(line -> line.contains("¿Querías decir address?") || line.contains("address"))
        .anyMatch(line -> line.contains("se dan de baja") || line.contains("se da de baja"))
        .anyMatch(line -> line.contains("600 por minuto"))
        .noneMatch(line -> line.contains("hunter2"));
  }
}
