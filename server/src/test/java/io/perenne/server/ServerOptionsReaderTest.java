// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perenne.analytics.InputException;
import io.perenne.server.account.Role;
import io.perenne.server.kafka.KafkaSettings;
import io.perenne.server.oidc.OidcSettings;
import io.perenne.server.options.OptionSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The options of a server come from four places, in one order. */
class ServerOptionsReaderTest {
  private @TempDir Path home;
  private final Map<String, List<String>> commandLine = new HashMap<>();
  private final Map<String, String> environment = new HashMap<>();

  private void file(String text) throws IOException {
    Files.writeString(home.resolve(OptionSources.FILE), text);
  }

  private ServerOptions read() {
    return new ServerOptionsReader(
            OptionSources.read(commandLine, environment, home, ServerOptionsReader.KNOWN))
        .read(ServedHome.context(home), ServerOptions.UPLOAD_LIMIT, false);
  }

  @Test
  void commandLine_winsOverEnvironment_overFile_overDefault() throws IOException {
    assertThat(read().port()).isEqualTo(8080);

    file("port: 1\nhost: 0.0.0.0\nbase-path: /clv/\n");
    assertThat(read().port()).isEqualTo(1);

    environment.put("PERENNE_PORT", "2");
    assertThat(read().port()).isEqualTo(2);

    commandLine.put("port", List.of("3"));
    assertThat(read().port()).isEqualTo(3);
    assertThat(read().host()).isEqualTo("0.0.0.0");
    assertThat(read().basePath()).isEqualTo("/clv");
  }

  @Test
  void optionThatIsRepeated_isTakenFromOneSourceWhole() throws IOException {
    file("data: [/a, /b]\n");
    assertThat(read().data()).containsExactly(Path.of("/a"), Path.of("/b"));

    environment.put("PERENNE_DATA", "/c, /d");
    assertThat(read().data()).containsExactly(Path.of("/c"), Path.of("/d"));

    commandLine.put("data", List.of("/e"));
    assertThat(read().data()).containsExactly(Path.of("/e"));
  }

  @Test
  void kafka_hasItsOwnFile_whoseSecretsStandElsewhere() throws IOException {
    Path kafka = home.resolve("kafka.properties");
    file(
        "kafka: {servers: [a:9092, b:9092], topic: events, source: shop, properties: %s}\n"
            .formatted(kafka));
    Files.writeString(kafka, "security.protocol=SASL_SSL\nsasl.jaas.config=env:NOT_THERE\n");
    assertThatThrownBy(this::read)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("a secret of Kafka is not found");

    Files.writeString(kafka, "fetch.max.bytes=many\n");
    assertThatThrownBy(this::read)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("fetch.max.bytes");

    Files.writeString(kafka, "group.id=shop\nclient.id=file:" + kafka + "\nacks=1\n");
    KafkaSettings read = read().kafka().orElseThrow();
    assertThat(read.servers()).isEqualTo("a:9092,b:9092");
    assertThat(read.topics()).containsExactly("events");
    assertThat(read.properties()).containsEntry("client.id", "file:" + kafka);
  }

  @Test
  void provider_canBeWrittenAsAGroup_andItsSecretStaysElsewhere() throws IOException {
    file(
        """
        oidc:
          issuer: https://id.shop.example/realms/shop
          client-id: perenne
          role:
            clv=admins: admin
            readers: viewer
          groups-claim: realm_access.roles
        password-sign-in: false
        """);
    Files.writeString(home.resolve("secret"), "top secret");
    environment.put("PERENNE_OIDC_SECRET", "file:" + home.resolve("secret"));

    AccessOptions access = read().access();

    OidcSettings oidc = access.oidc().orElseThrow();
    assertThat(access.passwords()).isFalse();
    assertThat(oidc.roles()).isEqualTo(Map.of("clv=admins", Role.ADMIN, "readers", Role.VIEWER));
    assertThat(oidc.groupsClaim()).isEqualTo("realm_access.roles");
    assertThat(oidc.name()).isEqualTo("id.shop.example");
    assertThat(oidc.toString()).contains("file:").doesNotContain("top secret");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "port: x|port is a number",
        "port: [1, 2]|once",
        "prot: 8080|the options are base-path",
        "base-path: clv|a path is as in /clv",
        "database: mysql://u:top-secret@h/x|jdbc:postgresql://",
        "proxy: [10.0.0.0/33]|10.0.0.0/33",
        "proxy: proxy.example|10.0.0.7",
        "password-sign-in: perhaps|true or false",
        "password-sign-in: false|leave passwords on",
        "oidc-issuer: https://id.example|oidc-client-id",
        "oidc: {issuer: 'https://id.example', client-id: p}|oidc-role",
        "oidc: {issuer: 'http://id.example', client-id: p, role: {g: admin}}|https://",
        "oidc: {issuer: 'https://id.example', client-id: p, role: {g: king}}|viewer, operator and admin",
        "oidc: {issuer: 'https://id.example', client-id: p, secret: top-secret}|never the secret itself",
        "kafka-topic: events|--kafka-servers",
        "'kafka-servers: b:9092\nkafka-topic: events'|--kafka-source",
        "'kafka-servers: b:9092\nkafka-topic: my events\nkafka-source: shop'|dots, - and _",
        "'kafka-servers: b\nkafka-topic: events\nkafka-source: shop'|broker:9092",
        "'kafka-servers: b:9092\nkafka-properties: /none.properties'|.properties file",
        "'port: 1\nport: 2'|one option a line",
        "- port|one option a line"
      })
  void optionThatCannotBeUsed_isRefusedWithWhatToDo_andNoSecret(String text, String said)
      throws IOException {
    file(text);

    assertThatThrownBy(this::read)
        .isInstanceOf(InputException.class)
        .hasMessageContaining(said)
        .message()
        .doesNotContain("top-secret");
  }
}
