// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.change;

import io.perenne.engage.profile.ValueStep;
import io.perenne.server.account.Change;
import io.perenne.server.notify.WebhookSettings;
import io.perenne.server.storage.ChangeReceivers;
import io.perenne.server.storage.ChangeReceivers.Receiver;
import io.perenne.server.storage.Changes;
import io.perenne.server.storage.Store;
import io.perenne.server.storage.Transaction;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Who is told of changes, and by how much a value moves before anybody is. */
public final class ReceiverBook {
  /** Of changes of the segment and of the value, and of who enters and leaves audiences. */
  public static final String ALL = "all";

  /** Of changes of the segment only. */
  public static final String SEGMENT = "segment";

  /** Of who enters and leaves audiences only. */
  public static final String AUDIENCE = "audience";

  /** All of these. */
  public static final List<String> KINDS = List.of(ALL, SEGMENT, AUDIENCE);

  /** Returns whether whoever asked to be told of something is told of a change. */
  static boolean isAsked(String kinds, String name) {
    return switch (kinds) {
      case SEGMENT -> name.equals(io.perenne.engage.profile.Change.SEGMENT);
      case AUDIENCE -> name.equals(AudienceFinder.ENTERED) || name.equals(AudienceFinder.EXITED);
      default -> true;
    };
  }

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,39}");

  private final Store store;
  private final InstantSource clock;

  /** Makes the book of a store. */
  public ReceiverBook(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * A receiver as people see it.
   *
   * @param receiver the receiver
   * @param server its address without what may be secret
   * @param waiting how many changes it has not been told of
   * @param missed whether changes it was not told of were forgotten meanwhile
   */
  public record Line(Receiver receiver, String server, long waiting, boolean missed) {}

  /** Returns all receivers. */
  public List<Line> all() {
    return store.read(
        in -> {
          Changes changes = new Changes(in);
          long first = changes.first().orElse(0L);
          return new ChangeReceivers(in)
              .all().stream()
                  .map(
                      each ->
                          new Line(
                              each,
                              new Place(each.url(), each.secret()).toString(),
                              changes.countAfter(each.position()),
                              each.failingSince().isPresent() && each.position() + 1 < first))
                  .toList();
        });
  }

  /** Returns by how much a value moves before others are told. */
  public ValueStep step() {
    return store.read(ChangeSettings::of);
  }

  /** Sets by how much a value moves before others are told; see {@link ChangeSettings#of}. */
  public void keep(Change change, ValueStep step) {
    Instant now = clock.instant();
    store.write(
        in -> {
          ValueStep before = ChangeSettings.of(in);
          ChangeSettings.keep(in, step, now);
          change.record(
              in,
              now,
              "changes.step",
              "changes",
              Optional.of(text(before)),
              Optional.of(text(step)));
          return step;
        });
  }

  private static String text(ValueStep step) {
    return "share=" + step.share() + "; least=" + step.least();
  }

  /**
   * What a receiver is to be.
   *
   * @param name lower-case letters, digits, {@code -} and {@code _}, 40 at most
   * @param to where changes go
   * @param writeKey where the write key is; empty text if it has none
   * @param kinds one of {@link #KINDS}
   */
  public record Wish(String name, Place to, String writeKey, String kinds) {
    /**
     * Checks it.
     *
     * @throws io.perenne.analytics.InputException if something cannot be used
     */
    public Wish {
      if (!NAME.matcher(name).matches()) {
        throw Words.refused("refused.name", name);
      }
      if (!writeKey.isEmpty() && to.topic().isPresent()) {
        throw Words.refused("refused.kafka-secret", "");
      }
      if (!writeKey.isEmpty()) {
        var unused = WebhookSettings.reference(writeKey);
      }
      if (!KINDS.contains(kinds)) {
        throw Words.refused("refused.kinds", kinds);
      }
    }
  }

  /**
   * Adds a receiver, which is told of what is found from now on.
   *
   * @throws io.perenne.analytics.InputException if the name is taken
   */
  public void add(Change change, Wish wish) {
    Instant now = clock.instant();
    boolean added =
        store.write(
            in ->
                new ChangeReceivers(in).add(receiver(in, change, wish, now))
                    && record(in, change, "changes.add", wish.name(), wish.to().toString()));
    if (!added) {
      throw Words.refused("refused.taken", wish.name());
    }
  }

  private static Receiver receiver(Transaction in, Change change, Wish wish, Instant now) {
    return new Receiver(
        wish.name(),
        wish.to().url(),
        wish.to().secret(),
        Optional.of(wish.writeKey()).filter(each -> !each.isEmpty()),
        wish.kinds(),
        change.who(),
        now,
        new Changes(in).last(),
        Optional.empty(),
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private boolean record(Transaction in, Change change, String what, String name, String after) {
    change.record(in, clock.instant(), what, name, Optional.empty(), Optional.of(after));
    return true;
  }

  /**
   * Removes a receiver.
   *
   * @throws io.perenne.analytics.InputException if there is none of the name, as the others do
   */
  public void remove(Change change, String name) {
    change(change, "changes.remove", name, "", receivers -> receivers.remove(name));
  }

  /** Sends nothing more to a receiver; it goes on from there once it is resumed. */
  public void pause(Change change, String name) {
    change(change, "changes.pause", name, "", receivers -> receivers.pause(name, clock.instant()));
  }

  /** Sends to a receiver again, from where it was. */
  public void resume(Change change, String name) {
    change(change, "changes.resume", name, "", receivers -> receivers.resume(name));
  }

  /**
   * Tells a receiver again of every change after a position, as far as they are kept.
   *
   * @param position 0 for all
   */
  public void replay(Change change, String name, long position) {
    if (position < 0 || position > store.<Long>read(in -> new Changes(in).last())) {
      throw Words.refused("refused.position", Long.toString(position));
    }
    change(
        change,
        "changes.replay",
        name,
        Long.toString(position),
        receivers -> receivers.replay(name, position));
  }

  private void change(
      Change change, String what, String name, String after, Predicate<ChangeReceivers> how) {
    boolean done =
        store.write(
            in -> how.test(new ChangeReceivers(in)) && record(in, change, what, name, after));
    if (!done) {
      throw Words.refused("refused.unknown", name);
    }
  }
}
