// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.frame;

import java.util.List;

/** The menu. An entry appears with its page. */
public final class Menu {
  /** Where orders and customers come from. */
  public static final Entry DATA = new Entry("data", "/data");

  /** What is calculated, when, and where it goes. */
  public static final Entry SETTINGS = new Entry("settings", "/settings");

  /** The runs. */
  public static final Entry RUNS = new Entry("runs", "/runs");

  /** The entries above all groups. */
  public static final List<Entry> FIRST = List.of(new Entry("home", "/"));

  /** The entries about the value of customers. */
  public static final List<Entry> VALUE =
      List.of(
          new Entry("segments", "/segments"),
          new Entry("customers", "/customers"),
          new Entry("audiences", "/audiences"),
          new Entry("events", "/events"),
          new Entry("messages", "/messages"),
          new Entry("movement", "/movement"),
          new Entry("model", "/model"),
          new Entry("control-group", "/control-group"),
          new Entry("outcome", "/outcome"),
          new Entry("datamodel", "/datamodel"),
          RUNS);

  /** The entries of whoever may configure. */
  public static final List<Entry> CONFIGURE = List.of(DATA, SETTINGS);

  /** The entries of whoever administers. */
  public static final List<Entry> LAST =
      List.of(
          new Entry("sources", "/sources"),
          new Entry("changes", "/changes"),
          new Entry("notices", "/notices"),
          new Entry("platform", "/platform"));

  /** The entry of everybody that stands below all others. */
  public static final Entry HELP = new Entry("help", "/help");

  private Menu() {}

  /**
   * An entry.
   *
   * @param name its text is {@code menu.} and this
   * @param path where it leads
   */
  public record Entry(String name, String path) {}
}
