// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perenne.analytics.InputException;
import io.perenne.analytics.ingest.column.TableSample;
import io.perenne.analytics.ingest.meaning.StatusClass;
import io.perenne.clv.words.Language;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProfilesTest {

  private static final Set<String> FIELDS =
      Set.of(
          "customer",
          "order",
          "time",
          "amount",
          "refunded",
          "currency",
          "status",
          "product",
          "quantity",
          "channel",
          "email",
          "consent");

  private static TableSample columns(String... names) {
    return new TableSample(
        Stream.of(names).map(name -> new TableSample.Column(name, "VARCHAR")).toList(), List.of());
  }

  private static Profile profile(String yaml) {
    return ProfileFile.read("test", yaml);
  }

  @Test
  void list_namesEveryFileOfTheFolder() throws IOException, URISyntaxException {
    Path folder = Path.of(Profiles.class.getResource("profiles.txt").toURI()).getParent();
    try (Stream<Path> files = Files.list(folder)) {
      Set<String> names =
          files
              .map(file -> file.getFileName().toString())
              .filter(file -> file.endsWith(".yaml"))
              .map(file -> file.substring(0, file.length() - 5))
              .collect(Collectors.toSet());

      assertThat(Profiles.names()).containsExactlyInAnyOrderElementsOf(names);
    }
  }

  @Test
  void profiles_useFieldsThatExist() {
    assertThat(Profiles.all())
        .allSatisfy(profile -> assertThat(FIELDS).containsAll(profile.fields().keySet()));
  }

  @Test
  void profilesOfTransactions_findCustomerTimeAndAmount() {
    assertThat(Profiles.all())
        .filteredOn(profile -> profile.kind() == Profile.Kind.TRANSACTIONS)
        .allSatisfy(
            profile ->
                assertThat(profile.fields()).containsKeys("customer", "time", "amount", "order"));
  }

  @Test
  void refusals_areWrittenInBothLanguages() {
    assertThat(Profiles.all())
        .flatExtracting(profile -> profile.remedy().stream().toList())
        .allSatisfy(text -> assertThat(text.byLanguage()).containsOnlyKeys("en", "es"));
    assertThat(Profiles.all())
        .flatExtracting(Profile::notes)
        .allSatisfy(text -> assertThat(text.byLanguage()).containsOnlyKeys("en", "es"));
  }

  @Test
  void closed_isRefundedInMagentoOnly() {
    Profile magento = Profiles.find("magento-2").orElseThrow();

    assertThat(magento.statuses().vocabulary().classify("Closed")).isEqualTo(StatusClass.REFUNDED);
    assertThat(
            Profiles.find("etsy-orders").orElseThrow().statuses().vocabulary().classify("Closed"))
        .isEqualTo(StatusClass.UNKNOWN);
  }

  @Test
  void names_areComparedWithoutCaseAndSigns() {
    Profile profile = profile("{title: T, sources: S, recognise: [{columns: [Order ID, E-Mail]}]}");
    ProfileMatcher matcher = new ProfileMatcher(List.of(profile));

    assertThat(matcher.best(columns("email", "x", "order_id")))
        .hasValueSatisfying(
            match -> assertThat(match.because()).containsExactly("order_id", "email"));
    assertThat(matcher.best(columns("email", "x"))).isEmpty();
  }

  @Test
  void formatWithMoreNamesRecognised_isTaken() {
    Profile small =
        ProfileFile.read("small", "{title: T, sources: S, recognise: [{columns: [a, b]}]}");
    Profile large =
        ProfileFile.read("large", "{title: T, sources: S, recognise: [{columns: [a, b, c]}]}");

    assertThat(new ProfileMatcher(List.of(small, large)).best(columns("a", "b", "c")))
        .hasValueSatisfying(match -> assertThat(match.profile()).isEqualTo(large));
  }

  @Test
  void twoFormatsThatFitEquallyWell_areNoneOfThem() {
    Profile one = ProfileFile.read("one", "{title: T, sources: S, recognise: [{columns: [a, b]}]}");
    Profile other =
        ProfileFile.read("other", "{title: T, sources: S, recognise: [{columns: [b, c]}]}");

    assertThat(new ProfileMatcher(List.of(one, other)).best(columns("a", "b", "c"))).isEmpty();
  }

  @Test
  void unknownKey_stopsTheReading() {
    assertThatThrownBy(() -> profile("{title: T, sources: S, recognise: [], colums: []}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("colums");
  }

  @Test
  void refusedFormat_isRefusedWithItsRemedyInTheLanguageOfTheUser() {
    Profile redsys = Profiles.find("redsys").orElseThrow();

    assertThatThrownBy(() -> ProfileMatcher.requireReadable(redsys, Path.of("tpv.csv")))
        .isInstanceOfSatisfying(
            InputException.class,
            refused ->
                assertThat(refused.problems().get(0).toLine(Language.ES))
                    .startsWith("tpv.csv: operaciones de Redsys: ")
                    .contains("no nombra a los compradores"));
  }

  @Test
  void none_switchesRecognitionOff() {
    TableSample olist =
        columns(
            "order_id",
            "customer_unique_id",
            "order_status",
            "order_purchase_timestamp",
            "payment_value");

    assertThat(choose("none", olist)).isEmpty();
    assertThat(choose("auto", olist)).contains("olist");
  }

  private static java.util.Optional<String> choose(String choice, TableSample sample) {
    return ProfileMatcher.ofAll()
        .choose(ProfileChoice.parse(choice), Path.of("x.csv"), sample)
        .map(match -> match.profile().name());
  }

  @Test
  void namedProfile_isTakenThoughNotRecognised() {
    assertThat(choose("shopify-orders", columns("Name", "Email", "Created at", "Total")))
        .contains("shopify-orders");
  }

  @Test
  void namedProfileThatFindsNoCustomer_isRefusedWithTheColumnsItLooksFor() {
    assertThatThrownBy(() -> choose("shopify-orders", columns("a", "Created at")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("customer in Email or Phone")
        .hasMessageContaining("the file has a, Created at");
  }

  @Test
  void unknownName_isRefusedWithAllNames() {
    assertThatThrownBy(() -> ProfileChoice.parse("shopfy"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("shopfy")
        .hasMessageContaining("shopify-orders");
  }
}
