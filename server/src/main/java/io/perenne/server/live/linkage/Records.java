// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.live.linkage;

import io.perenne.engage.linkage.FieldKind;
import io.perenne.engage.linkage.LinkageField;
import io.perenne.engage.profile.Traits;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is compared of people: the traits that libraries have names for, however they spell them.
 */
final class Records {
  private static final String FIRST_NAME = "first_name";
  private static final String LAST_NAME = "last_name";
  private static final String BIRTHDAY = "birthday";
  private static final String PHONE = "phone";
  private static final String POSTAL_CODE = "postal_code";

  /** The fields. */
  static final List<LinkageField> FIELDS =
      List.of(
          new LinkageField(FIRST_NAME, FieldKind.NAME),
          new LinkageField(LAST_NAME, FieldKind.NAME),
          new LinkageField(BIRTHDAY, FieldKind.CODE),
          new LinkageField("email", FieldKind.TEXT),
          new LinkageField(PHONE, FieldKind.CODE),
          new LinkageField("street", FieldKind.TEXT),
          new LinkageField("city", FieldKind.TEXT),
          new LinkageField(POSTAL_CODE, FieldKind.CODE));

  /** Other names of the same, small letters without underscores. */
  private static final Map<String, List<String>> NAMES =
      Map.of(
          FIRST_NAME,
          List.of("firstname", "givenname", "nombre"),
          LAST_NAME,
          List.of("lastname", "surname", "familyname", "apellidos", "apellido"),
          BIRTHDAY,
          List.of("birthday", "birthdate", "dateofbirth", "dob", "fechanacimiento"),
          "email",
          List.of("email", "emailaddress", "correo"),
          PHONE,
          List.of("phone", "phonenumber", "mobile", "telefono", "movil"),
          "street",
          List.of("street", "address1", "line1", "calle", "direccion"),
          "city",
          List.of("city", "town", "ciudad", "poblacion"),
          POSTAL_CODE,
          List.of("postalcode", "zip", "zipcode", "postcode", "codigopostal", "cp"));

  /** What says something of whom: a city alone says nothing. */
  private static final int FEWEST = 2;

  private Records() {}

  /** Returns what can be compared of somebody; empty if that says too little. */
  static Optional<Map<String, String>> of(Traits traits) {
    Map<String, Object> said = new LinkedHashMap<>();
    traits.values().forEach((name, value) -> put(said, name, value));
    Map<String, String> record = new LinkedHashMap<>();
    NAMES.forEach(
        (field, names) ->
            names.stream()
                .flatMap(name -> Stream.ofNullable(said.get(name)))
                .map(String::valueOf)
                .filter(value -> !value.isBlank())
                .findFirst()
                .ifPresent(value -> record.put(field, plain(field, value))));
    splitName(said.get("name"), record);
    return record.size() < FEWEST ? Optional.empty() : Optional.of(record);
  }

  /** Puts the parts of an address beside all else. */
  private static void put(Map<String, Object> said, String name, Object value) {
    if (value instanceof Map<?, ?> parts) {
      parts.forEach(
          (part, each) -> {
            if (each != null && !(each instanceof Map<?, ?>)) {
              said.putIfAbsent(key(String.valueOf(part)), each);
            }
          });
    } else {
      said.put(key(name), value);
    }
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  private static String plain(String field, String value) {
    return switch (field) {
      case PHONE -> lastDigits(value);
      case BIRTHDAY -> value.replaceAll("[T ].*", "");
      default -> value;
    };
  }

  /** A number with and without the code of its country is the same number. */
  private static String lastDigits(String phone) {
    String digits = phone.replaceAll("[^0-9]", "");
    return digits.length() > 9 ? digits.substring(digits.length() - 9) : digits;
  }

  private static void splitName(@Nullable Object name, Map<String, String> record) {
    if (name == null || record.containsKey(FIRST_NAME) || record.containsKey(LAST_NAME)) {
      return;
    }
    String whole = name.toString().strip();
    int space = whole.indexOf(' ');
    record.put(FIRST_NAME, space < 0 ? whole : whole.substring(0, space));
    if (space > 0) {
      record.put(LAST_NAME, whole.substring(space).strip());
    }
  }
}
