// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every kind of database keeps. */
abstract class StoreContract {
  static final Instant NOW = Instant.parse("2025-06-30T03:00:00.123Z");

  private Store store;

  /** Returns the address of an empty database. */
  abstract DatabaseAddress empty() throws Exception;

  private DatabaseAddress address;

  @BeforeEach
  void open() throws Exception {
    address = empty();
    store = Store.open(address, () -> NOW);
  }

  @AfterEach
  void close() {
    store.close();
  }

  static User user(String name, String role) {
    return new User(0, name, role, "es", Optional.of("hash"), false, NOW);
  }

  private long add(User user) {
    return store.write(in -> new Users(in).add(user)).orElseThrow();
  }

  @Test
  void user_isFoundAsItWasKept_alsoAfterOpeningAgain() {
    long id = add(user("ana@example.org", "admin"));
    store.close();
    store = Store.open(address, () -> NOW.plusSeconds(9));

    User found = store.read(in -> new Users(in).find("ana@example.org")).orElseThrow();
    assertThat(found)
        .isEqualTo(new User(id, "ana@example.org", "admin", "es", Optional.of("hash"), false, NOW));
    assertThat(store.<Optional<User>>read(in -> new Users(in).find(id))).contains(found);
  }

  @Test
  void nameThatIsTaken_addsNobody() {
    add(user("ana@example.org", "admin"));

    OptionalLong second = store.write(in -> new Users(in).add(user("ana@example.org", "viewer")));

    assertThat(second).isEmpty();
    assertThat(store.<List<User>>read(in -> new Users(in).all()))
        .extracting(User::role)
        .containsExactly("admin");
  }

  @Test
  void placeOfAnEvent_isNeverGivenAgain_alsoIfTheLastWasRemoved() {
    long last = keepEvent("m1");
    store.write(
        in -> {
          new Events(in).remove(last);
          return last;
        });

    assertThat(keepEvent("m2")).isGreaterThan(last);
  }

  private long keepEvent(String id) {
    store.write(
        in ->
            new Events(in)
                .add(List.of(new Events.Stored(0, id, 1, NOW, NOW, "track", "", "", "{}"))));
    return store.<Events.Stored>read(in -> new Events(in).find(id).orElseThrow()).id();
  }

  @Test
  void snapshot_seesOneInstant_whateverIsWrittenMeanwhile() throws Exception {
    add(user("ana@example.org", "admin"));
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      List<Integer> seen =
          store.snapshot(
              in -> {
                int before = new Users(in).all().size();
                try {
                  other.submit(() -> add(user("eva@example.org", "admin"))).get();
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
                return List.of(before, new Users(in).all().size());
              });

      assertThat(seen).containsExactly(1, 1);
      assertThat(store.<List<User>>read(in -> new Users(in).all())).hasSize(2);
    } finally {
      other.shutdownNow();
    }
  }

  @Test
  void administrators_countThoseWhoCanSignIn() {
    long ana = add(user("ana@example.org", "admin"));
    add(new User(0, "eva@example.org", "admin", "en", Optional.empty(), false, NOW));
    add(new User(0, "leo@example.org", "admin", "en", Optional.of("hash"), true, NOW));
    add(user("luz@example.org", "operator"));

    assertThat(store.<Long>read(in -> new Users(in).administrators())).isEqualTo(1);
    boolean changed =
        store.write(
            in ->
                new Users(in)
                    .change(new User(ana, "", "viewer", "en", Optional.of("new"), true, NOW)));
    assertThat(changed).isTrue();
    assertThat(store.<Long>read(in -> new Users(in).administrators())).isZero();
    assertThat(store.<Optional<User>>read(in -> new Users(in).find(ana)).orElseThrow().name())
        .isEqualTo("ana@example.org");
  }

  @Test
  void unknownRole_isRefusedByTheDatabase() {
    assertThatThrownBy(() -> add(user("ana@example.org", "owner")))
        .isInstanceOf(StoreException.class);
  }

  @Test
  void changeThatFails_keepsNothingOfItself() {
    assertThatThrownBy(
            () ->
                store.write(
                    in -> {
                      new Users(in).add(user("ana@example.org", "admin"));
                      throw new IllegalStateException("later");
                    }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(store.<List<User>>read(in -> new Users(in).all())).isEmpty();
  }

  @Test
  void changesAtOnce_countEveryOne() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Callable<Void> counting =
          () -> {
            for (int i = 0; i < 10; i++) {
              store.write(
                  in -> {
                    Settings settings = new Settings(in);
                    int count = settings.find("count").map(Integer::parseInt).orElse(0);
                    settings.put("count", Integer.toString(count + 1), NOW);
                    return count;
                  });
            }
            return null;
          };
      int failed = 0;
      int kept = 0;
      for (Future<Void> each :
          threads.invokeAll(Stream.generate(() -> counting).limit(2).toList())) {
        try {
          each.get();
          kept++;
        } catch (java.util.concurrent.ExecutionException e) {
          failed++;
        }
      }
      assertThat(failed).isZero();
      assertThat(kept).isEqualTo(2);
    } finally {
      threads.shutdownNow();
    }
    assertThat(store.<Optional<String>>read(in -> new Settings(in).find("count"))).contains("20");
  }

  @Test
  void session_isUsedEndedAndForgotten() {
    long ana = add(user("ana@example.org", "admin"));
    store.write(
        in -> {
          Sessions sessions = new Sessions(in);
          sessions.add(
              new Sessions.Session("old", ana, "t", Optional.empty(), NOW.minusSeconds(99), NOW));
          sessions.add(
              new Sessions.Session("idle", ana, "t", Optional.empty(), NOW, NOW.minusSeconds(9)));
          sessions.add(new Sessions.Session("one", ana, "t", Optional.empty(), NOW, NOW));
          sessions.forget(NOW.minusSeconds(99), NOW.minusSeconds(9));
          sessions.use("one", NOW.plusSeconds(5));
          return in;
        });

    assertThat(store.<Optional<Sessions.Session>>read(in -> new Sessions(in).find("old")))
        .isEmpty();
    assertThat(store.<Optional<Sessions.Session>>read(in -> new Sessions(in).find("idle")))
        .isEmpty();
    assertThat(store.<Optional<Sessions.Session>>read(in -> new Sessions(in).find("one")))
        .contains(new Sessions.Session("one", ana, "t", Optional.empty(), NOW, NOW.plusSeconds(5)));
    assertThat(store.<Boolean>write(in -> new Sessions(in).end("one"))).isTrue();
    assertThat(store.<Boolean>write(in -> new Sessions(in).end("one"))).isFalse();
  }

  @Test
  void sessionOfNobody_isRefused() {
    Sessions.Session session = new Sessions.Session("one", 4711, "t", Optional.empty(), NOW, NOW);

    assertThatThrownBy(
            () ->
                store.write(
                    in -> {
                      new Sessions(in).add(session);
                      return session;
                    }))
        .isInstanceOf(StoreException.class);
  }

  @Test
  void key_isFoundUsedAndRevokedOnce() {
    ApiKeys.Key key =
        new ApiKeys.Key(
            0,
            "hash",
            "pk_abc",
            "till",
            List.of("runs:read", "runs:write"),
            "ana@example.org",
            NOW,
            Optional.of(NOW.plusSeconds(60)),
            Optional.empty(),
            Optional.empty());
    long id = store.write(in -> new ApiKeys(in).add(key));
    store.write(
        in -> {
          new ApiKeys(in).use(id, NOW.plusSeconds(1));
          return id;
        });

    ApiKeys.Key found = store.read(in -> new ApiKeys(in).find("hash")).orElseThrow();
    assertThat(found.scopes()).containsExactly("runs:read", "runs:write");
    assertThat(found.expires()).contains(NOW.plusSeconds(60));
    assertThat(found.lastUsed()).contains(NOW.plusSeconds(1));
    assertThat(store.<Boolean>write(in -> new ApiKeys(in).revoke(id, NOW))).isTrue();
    assertThat(store.<Boolean>write(in -> new ApiKeys(in).revoke(id, NOW))).isFalse();
    assertThat(store.<List<ApiKeys.Key>>read(in -> new ApiKeys(in).all()).get(0).revoked())
        .contains(NOW);
  }

  @Test
  void audit_isPagedFromTheNewest() {
    store.write(
        in -> {
          for (int i = 1; i <= 5; i++) {
            new Audit(in)
                .add(
                    new Audit.Entry(
                        0, NOW, "ana", "::1", "w" + i, "t", Optional.empty(), Optional.of("{}")));
          }
          return in;
        });

    List<Audit.Entry> first = store.read(in -> new Audit(in).newest(2));
    List<Audit.Entry> rest = store.read(in -> new Audit(in).before(first.get(1).id(), 9));

    assertThat(first).extracting(Audit.Entry::what).containsExactly("w5", "w4");
    assertThat(rest).extracting(Audit.Entry::what).containsExactly("w3", "w2", "w1");
    assertThat(rest.get(0).after()).contains("{}");
    assertThat(rest.get(0).before()).isEmpty();
  }

  @Test
  void link_worksOnceAndBeforeItExpires() {
    long ana = add(user("ana@example.org", "admin"));
    SetupLinks.Link first = new SetupLinks.Link("a", Optional.empty(), NOW, Optional.empty());
    SetupLinks.Link second = new SetupLinks.Link("b", Optional.empty(), NOW, Optional.empty());
    SetupLinks.Link own =
        new SetupLinks.Link("c", Optional.of(ana), NOW, Optional.of(NOW.plusSeconds(9)));
    store.write(
        in -> {
          SetupLinks links = new SetupLinks(in);
          Stream.of(first, second, own).forEach(links::replace);
          return in;
        });

    assertThat(store.<Optional<SetupLinks.Link>>read(in -> new SetupLinks(in).find("a", NOW)))
        .isEmpty();
    assertThat(store.<Optional<SetupLinks.Link>>read(in -> new SetupLinks(in).find("b", NOW)))
        .contains(second);
    assertThat(store.<Optional<SetupLinks.Link>>read(in -> new SetupLinks(in).find("c", NOW)))
        .contains(own);
    assertThat(
            store.<Optional<SetupLinks.Link>>read(
                in -> new SetupLinks(in).find("c", NOW.plusSeconds(9))))
        .isEmpty();
    assertThat(store.<Boolean>write(in -> new SetupLinks(in).use("b", NOW))).isTrue();
    assertThat(store.<Boolean>write(in -> new SetupLinks(in).use("b", NOW))).isFalse();
    assertThat(store.<Optional<SetupLinks.Link>>read(in -> new SetupLinks(in).find("b", NOW)))
        .isEmpty();
  }

  @Test
  void failures_areCountedForEachSubject() {
    store.write(
        in -> {
          FailedSignIns failed = new FailedSignIns(in);
          failed.count("a", NOW.minusSeconds(9));
          failed.count("a", NOW);
          failed.count("b", NOW.minusSeconds(9));
          failed.forget(NOW.minusSeconds(9));
          return in;
        });

    assertThat(store.<Optional<FailedSignIns.Failures>>read(in -> new FailedSignIns(in).find("a")))
        .contains(new FailedSignIns.Failures(2, NOW));
    assertThat(store.<Optional<FailedSignIns.Failures>>read(in -> new FailedSignIns(in).find("b")))
        .isEmpty();
  }

  private static final Jobs.Order RUN = Jobs.Order.of("run", "", Optional.empty(), "ana");
  private static final Jobs.Lease ONE = new Jobs.Lease("one", NOW.plusSeconds(30));
  private static final Jobs.Lease TWO = new Jobs.Lease("two", NOW.plusSeconds(30));

  private long job(Jobs.Order order) {
    return store.write(in -> new Jobs(in).add(order, NOW));
  }

  private boolean change(java.util.function.Predicate<Jobs> change) {
    return store.write(in -> change.test(new Jobs(in)));
  }

  private Jobs.Job found(long id) {
    return store.<Optional<Jobs.Job>>read(in -> new Jobs(in).find(id)).orElseThrow();
  }

  @Test
  void job_isFoundAsItWasOrdered() {
    Jobs.Order order =
        Jobs.Order.of("deliver", "sftp", Optional.of("r1"), "schedule")
            .after(job(RUN))
            .again(NOW.plusSeconds(60));
    long id = job(order);

    assertThat(found(id).order()).isEqualTo(order);
    assertThat(found(id).lease()).isEmpty();
    assertThat(store.<List<Jobs.Job>>read(in -> new Jobs(in).following(1)))
        .extracting(Jobs.Job::id)
        .containsExactly(id);
    assertThat(store.<Optional<Jobs.Job>>read(in -> new Jobs(in).alike(order, NOW))).isEmpty();
    assertThat(
            store.<Optional<Jobs.Job>>read(
                in ->
                    new Jobs(in)
                        .alike(
                            Jobs.Order.of("deliver", "sftp", Optional.of("r2"), "ana"),
                            NOW.plusSeconds(60))))
        .isEmpty();
    assertThat(store.<Optional<Jobs.Job>>read(in -> new Jobs(in).alike(order, NOW.plusSeconds(60))))
        .map(Jobs.Job::id)
        .contains(id);

    change(
        jobs -> {
          jobs.overtake(order, NOW);
          return true;
        });
    assertThat(found(id).state()).isEqualTo("cancelled");
    assertThat(found(1).state()).as("a first attempt at something else").isEqualTo("waiting");
  }

  @Test
  void job_runsAloneOfItsKindAndEndsOnce() {
    long one = job(RUN);
    long two = job(RUN);

    assertThat(change(jobs -> jobs.start(one, ONE, NOW))).isTrue();
    assertThat(change(jobs -> jobs.start(two, TWO, NOW))).isFalse();
    assertThat(change(jobs -> jobs.end(one, "two", Jobs.End.cancelled(), NOW))).isFalse();
    assertThat(change(jobs -> jobs.end(one, "one", Jobs.End.done(Optional.of("r1")), NOW)))
        .isTrue();
    assertThat(change(jobs -> jobs.end(one, "one", Jobs.End.cancelled(), NOW))).isFalse();
    assertThat(change(jobs -> jobs.stop(one, NOW))).isFalse();
    assertThat(change(jobs -> jobs.start(two, TWO, NOW))).isTrue();
    assertThat(change(jobs -> jobs.end(two, "two", Jobs.End.because("failed", "no", "no!"), NOW)))
        .isTrue();
    assertThat(store.<List<Jobs.Job>>read(in -> new Jobs(in).newest("run", 9)))
        .extracting(Jobs.Job::state)
        .containsExactly("failed", "done");
    assertThat(found(two).problemEnglish()).contains("no!");
  }

  @Test
  void jobsOfOtherSubjects_runBesideEachOther() {
    long one = job(Jobs.Order.of("deliver", "sftp", Optional.of("r1"), "ana"));
    long two = job(Jobs.Order.of("deliver", "https", Optional.of("r1"), "ana"));
    long three = job(Jobs.Order.of("deliver", "sftp", Optional.of("r2"), "ana"));

    change(jobs -> jobs.start(one, ONE, NOW));

    assertThat(store.<List<Jobs.Job>>read(in -> new Jobs(in).ready(NOW)))
        .extracting(Jobs.Job::id)
        .containsExactly(two);
    assertThat(change(jobs -> jobs.start(three, TWO, NOW))).isFalse();
    assertThat(change(jobs -> jobs.start(two, TWO, NOW))).isTrue();
  }

  @Test
  void job_waitsForItsTime() {
    long id = job(RUN.again(NOW.plusSeconds(60)));

    assertThat(store.<List<Jobs.Job>>read(in -> new Jobs(in).ready(NOW.plusSeconds(59)))).isEmpty();
    assertThat(store.<List<Jobs.Job>>read(in -> new Jobs(in).ready(NOW.plusSeconds(60))))
        .extracting(Jobs.Job::id)
        .containsExactly(id);
  }

  @Test
  void job_thatIsStopped_isCancelledIfItWaits_andAskedIfItRuns() {
    long one = job(RUN);
    long two = job(RUN);
    change(jobs -> jobs.start(one, ONE, NOW));

    assertThat(change(jobs -> jobs.stop(one, NOW))).isTrue();
    assertThat(change(jobs -> jobs.stop(two, NOW))).isTrue();

    assertThat(found(one).state()).isEqualTo("running");
    assertThat(found(one).stopping()).isTrue();
    assertThat(found(two).state()).isEqualTo("cancelled");
  }

  @Test
  void jobOfAServerThatDied_isUnknown_untilThatServerSaysOtherwise() {
    long id = job(RUN);
    change(jobs -> jobs.start(id, ONE, NOW));
    Jobs.Job seen = found(id);
    Jobs.End lost = Jobs.End.because("unknown", "se fue", "it is gone");

    assertThat(change(jobs -> jobs.renew(id, TWO))).isFalse();
    assertThat(change(jobs -> jobs.renew(id, new Jobs.Lease("one", NOW.plusSeconds(35))))).isTrue();
    assertThat(change(jobs -> jobs.abandon(seen, lost, NOW))).as("prolonged meanwhile").isFalse();
    Jobs.Job later = found(id);
    assertThat(change(jobs -> jobs.abandon(later, lost, NOW))).isTrue();
    assertThat(found(id).state()).isEqualTo("unknown");
    assertThat(found(id).problemEnglish()).contains("it is gone");
    assertThat(change(jobs -> jobs.renew(id, ONE))).isFalse();
    assertThat(change(jobs -> jobs.end(id, "one", Jobs.End.done(Optional.of("r1")), NOW))).isTrue();
    assertThat(found(id).runId()).contains("r1");
  }

  @Test
  void jobThatIsReleased_waitsAgain() {
    long id = job(RUN);
    change(jobs -> jobs.start(id, ONE, NOW));

    assertThat(change(jobs -> jobs.release(id, "two"))).isFalse();
    assertThat(change(jobs -> jobs.release(id, "one"))).isTrue();
    assertThat(found(id).started()).isEmpty();
    assertThat(change(jobs -> jobs.start(id, TWO, NOW))).isTrue();
  }

  @Test
  void jobsOfManyServers_neverRunTogether() throws Exception {
    for (int i = 0; i < 4; i++) {
      job(RUN);
    }
    ExecutorService servers = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Boolean>> starts = new java.util.ArrayList<>();
      for (long id = 1; id <= 4; id++) {
        long mine = id;
        starts.add(() -> change(jobs -> jobs.start(mine, ONE, NOW)));
      }
      int started = 0;
      for (Future<Boolean> each : servers.invokeAll(starts)) {
        started += each.get() ? 1 : 0;
      }
      assertThat(started).isEqualTo(1);
    } finally {
      servers.shutdown();
    }
  }

  @Test
  void whatIsDue_isTakenOnce() {
    Instant next = NOW.plusSeconds(60);
    store.write(
        in -> {
          new Schedule(in).plan("run", "daily 03:00", NOW);
          return in;
        });

    assertThat(
            store.<Boolean>write(in -> new Schedule(in).take("run", NOW, NOW.minusMillis(1), next)))
        .isFalse();
    assertThat(store.<Boolean>write(in -> new Schedule(in).take("run", NOW, NOW, next))).isTrue();
    assertThat(store.<Boolean>write(in -> new Schedule(in).take("run", NOW, NOW, next))).isFalse();
    assertThat(store.<Optional<Schedule.Due>>read(in -> new Schedule(in).find("run")))
        .contains(new Schedule.Due("daily 03:00", next, Optional.of(NOW)));
  }

  @Test
  void lease_isOfOneServer_untilItRunsOutOrIsGivenBack() {
    Instant until = NOW.plusSeconds(30);
    assertThat(held("a", NOW, until)).isTrue();
    assertThat(held("b", NOW.plusSeconds(1), until)).isFalse();
    assertThat(held("a", NOW.plusSeconds(10), NOW.plusSeconds(40))).isTrue();
    assertThat(held("b", NOW.plusSeconds(35), NOW.plusSeconds(65))).isFalse();
    assertThat(held("b", NOW.plusSeconds(40), NOW.plusSeconds(70))).isTrue();
    assertThat(store.<Boolean>write(in -> new Leases(in).lock("changes", "a"))).isFalse();
    store.write(
        in -> {
          new Leases(in).release("changes", "a"); // it is not a's any more
          return true;
        });
    assertThat(store.<Boolean>write(in -> new Leases(in).lock("changes", "b"))).isTrue();
  }

  private boolean held(String server, Instant now, Instant until) {
    return store.write(in -> new Leases(in).hold("changes", server, now, until));
  }

  @Test
  void standing_isLookedAtWhenTouchedWhenDueAndByAnotherRun() {
    store.write(
        in -> {
          new Standings(in).touch(List.of("p", "q"));
          return true;
        });
    assertThat(waiting(NOW, "run2")).containsExactlyInAnyOrder("p", "q");
    Standings.Kept p =
        store.<Optional<Standings.Kept>>read(in -> new Standings(in).find("p")).orElseThrow();
    Instant due = NOW.plusSeconds(60);
    assertThat(keep(p, Optional.of(due), "run2")).isTrue();
    assertThat(waiting(due.minusMillis(1), "run2")).containsExactly("q");
    assertThat(waiting(due, "run2")).containsExactlyInAnyOrder("p", "q");
    assertThat(waiting(NOW, "run3")).containsExactlyInAnyOrder("p", "q");
    assertThat(waiting(NOW, "run1")).containsExactlyInAnyOrder("p", "q");

    store.write(
        in -> {
          new Standings(in).touch(List.of("p"));
          return true;
        });
    assertThat(keep(p, Optional.of(due), "run2")).as("it was touched meanwhile").isFalse();
    assertThat(waiting(NOW, "run2")).containsExactlyInAnyOrder("p", "q");
  }

  private List<String> waiting(Instant now, String run) {
    return store
        .<List<Standings.Kept>>read(in -> new Standings(in).waiting(now, Optional.of(run), 10))
        .stream()
        .map(Standings.Kept::profile)
        .toList();
  }

  private boolean keep(Standings.Kept kept, Optional<Instant> due, String run) {
    return store.write(
        in ->
            new Standings(in)
                .keep(
                    new Standings.Kept(
                        kept.profile(),
                        kept.mark(),
                        false,
                        false,
                        due,
                        run,
                        "",
                        Optional.of("{}"),
                        Optional.empty(),
                        1)));
  }

  @Test
  void changes_areReadInTheirOrder_andForgottenByTheirAge() {
    store.write(
        in -> {
          new Changes(in).add(List.of(change("1", "p", NOW), change("2", "q", NOW)));
          new Changes(in).add(List.of(change("3", "p", NOW.plusSeconds(9))));
          return true;
        });
    List<Changes.Kept> all = store.read(in -> new Changes(in).after(0, 10));
    assertThat(all).extracting(Changes.Kept::id).containsExactly("1", "2", "3");
    long second = all.get(1).position();
    assertThat(store.<List<Changes.Kept>>read(in -> new Changes(in).after(second, 10)))
        .extracting(Changes.Kept::id)
        .containsExactly("3");
    assertThat(store.<List<Changes.Kept>>read(in -> new Changes(in).of("p", 10)))
        .extracting(Changes.Kept::id)
        .containsExactly("3", "1");
    assertThat(store.<Integer>write(in -> new Changes(in).removeBefore(NOW.plusSeconds(1))))
        .isEqualTo(2);
    assertThat(store.<Long>read(in -> new Changes(in).last())).isEqualTo(all.get(2).position());
  }

  @Test
  void changes_areRemovedByWhatTheySay_letterByLetter() {
    store.write(
        in -> {
          for (String body : List.of("{\"a_%!\"}", "{\"A_%!\"}", "{\"aa%!\"}", "{\"a_%!b\"}")) {
            new Changes(in)
                .add(List.of(new Changes.Kept(0, body, "p", "Value Changed", NOW, NOW, body)));
          }
          new Changes(in).removeHolding("\"a_%!\"");
          return true;
        });

    assertThat(store.<List<Changes.Kept>>read(in -> new Changes(in).after(0, 10)))
        .extracting(Changes.Kept::body)
        .containsExactly("{\"A_%!\"}", "{\"aa%!\"}", "{\"a_%!b\"}");
  }

  private static Changes.Kept change(String id, String profile, Instant found) {
    return new Changes.Kept(0, id, profile, "Segment Changed", NOW, found, "{}");
  }

  @Test
  void sendersAtTheSameInstant_neverPassACapTogether() throws Exception {
    ContactsContract.ofManySenders_onlyOnePassesACap(address);
  }

  @Test
  void contact_isKeptOnce_andToldOfWhateverThePersonIsKeptBy() {
    ContactsContract.contact_isKeptOnce_andToldOfWhateverThePersonIsKeptBy(store);
  }

  @Test
  void decision_isFoundAsItWasKept_withItsCatalogue() {
    ContactsContract.decision_isFoundAsItWasKept_withItsCatalogue(store);
  }

  @Test
  void textInAValue_isNeverAStatement() {
    String name = "'; DROP TABLE users; -- ñ 🙂";
    store.write(
        in -> {
          new Settings(in).put(name, name, NOW);
          return in;
        });

    assertThat(store.<Optional<String>>read(in -> new Settings(in).find(name))).contains(name);
    assertThat(store.<List<User>>read(in -> new Users(in).all())).isEmpty();
  }

  @Test
  void databaseOfANewerVersion_isRefusedAndLeftAsItIs() {
    store.write(in -> in.update("INSERT INTO format (number, made) VALUES (99, 0)"));

    assertThatThrownBy(() -> Store.open(address, () -> NOW))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("newer version")
        .hasMessageNotContainingAny("password", "sesame");
  }

  private Optional<Answers.Kept> answer(String who, String key) {
    return store.read(in -> new Answers(in).find(who, key));
  }

  @Test
  void requestWithAKey_isBegunOnce_andKeepsItsAnswer() {
    assertThat(store.<Boolean>write(in -> new Answers(in).begin("key:a", "1", "hash", NOW)))
        .isTrue();
    assertThat(store.<Boolean>write(in -> new Answers(in).begin("key:a", "1", "other", NOW)))
        .isFalse();
    assertThat(store.<Boolean>write(in -> new Answers(in).begin("key:b", "1", "other", NOW)))
        .isTrue();
    assertThat(answer("key:a", "1")).contains(new Answers.Kept("hash", NOW, Optional.empty()));

    Answers.Answer answer = new Answers.Answer(202, "{}", "{\"id\":1}");
    store.write(
        in -> {
          new Answers(in).end("key:a", "1", answer);
          return true;
        });

    assertThat(answer("key:a", "1")).contains(new Answers.Kept("hash", NOW, Optional.of(answer)));
    assertThat(answer("key:b", "1").orElseThrow().answer()).isEmpty();
  }

  @Test
  void requestsOfLongAgo_areForgotten() {
    store.write(in -> new Answers(in).begin("key:a", "1", "hash", NOW.minusSeconds(10)));
    store.write(in -> new Answers(in).begin("key:a", "2", "hash", NOW));

    store.write(
        in -> {
          new Answers(in).forgetBefore(NOW);
          return true;
        });

    assertThat(answer("key:a", "1")).isEmpty();
    assertThat(answer("key:a", "2")).isPresent();
    store.write(
        in -> {
          new Answers(in).forget("key:a", "2");
          return true;
        });
    assertThat(answer("key:a", "2")).isEmpty();
  }
}
