// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import io.perenne.analytics.InputException;
import io.perenne.analytics.delivery.Channels;
import io.perenne.analytics.delivery.DestinationStore;
import io.perenne.analytics.delivery.destination.Secret;
import io.perenne.analytics.job.JobContext;
import io.perenne.analytics.job.JobListener;
import io.perenne.analytics.task.Resources;
import io.perenne.clv.words.Language;
import io.perenne.server.job.Aftermath;
import io.perenne.server.job.BackOff;
import io.perenne.server.job.JobQueue;
import io.perenne.server.job.Ongoing;
import io.perenne.server.job.RunWork;
import io.perenne.server.job.Work;
import io.perenne.server.storage.DatabaseAddress;
import io.perenne.server.storage.Jobs;
import io.perenne.server.storage.Store;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Notices that reach a real mail server and a real receiver of requests. */
class NoticesTest {
  private static final String KEY = "a key that only two know";

  /** One request as the receiver saw it. */
  private record Received(String event, String signature, String body) {}

  private @TempDir Path folder;
  private Path home;
  private final GreenMail mails =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
  private final BlockingQueue<Received> requests = new LinkedBlockingQueue<>();
  private volatile int status = 200;
  private volatile Instant now = Instant.parse("2025-06-30T03:00:00Z");
  private HttpServer receiver;
  private Store store;
  private JobQueue queue;

  @BeforeEach
  void start() throws IOException {
    home = Files.createDirectories(folder.resolve("shop"));
    mails.setUser("perenne", "open-sesame");
    mails.start();
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          requests.add(
              new Received(
                  exchange.getRequestHeaders().getFirst("Perenne-Event"),
                  exchange.getRequestHeaders().getFirst("Perenne-Signature"),
                  body));
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    receiver.start();
    store = Store.open(DatabaseAddress.inHome(home), () -> now);
    queue = queue(new Notices(store, home));
  }

  private JobQueue queue(Aftermath aftermath) {
    JobContext context =
        new JobContext(
            home,
            new Secret.Sources(
                Map.of("MAIL_PASSWORD", "open-sesame", "HOOK_KEY", KEY), name -> Optional.empty()),
            () -> now,
            new SecureRandom(),
            Resources.ofMachine().withMemoryBytes(Resources.LEAST_MEMORY),
            JobListener.SILENT);
    return JobQueue.open(
        store,
        context,
        Map.of(
            RunWork.KIND,
            new Failing(),
            NoticeWork.KIND,
            new NoticeWork(store),
            ArrivalWork.KIND,
            new ArrivalWork(() -> List.of("crm"))),
        aftermath);
  }

  /** A run that fails twice. */
  private static final class Failing implements Work {
    @Override
    public Jobs.End work(Jobs.Job job, Ongoing ongoing) {
      throw InputException.of("today's orders are not there");
    }

    @Override
    public List<Jobs.Order> after(Jobs.Job ended, boolean lost, Instant at) {
      return ended.order().who().equals("schedule")
          ? BackOff.again(ended, List.of(Duration.ofMinutes(1)), at)
          : List.of();
    }
  }

  @AfterEach
  void stop() {
    queue.close();
    store.close();
    receiver.stop(0);
    mails.stop();
  }

  private MailSettings mail(String passwordVariable) {
    return new MailSettings(
        "127.0.0.1",
        mails.getSmtp().getPort(),
        "none",
        "perenne",
        "env:" + passwordVariable,
        "perenne@shop.example",
        List.of("ana@shop.example", "leo@shop.example"));
  }

  private WebhookSettings webhook() {
    return new WebhookSettings(
        "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook", "env:HOOK_KEY");
  }

  private void set(NoticeSettings settings) {
    settings.keep(store, now);
    assertThat(NoticeSettings.of(store)).isEqualTo(settings);
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.sleep(20);
    }
  }

  private List<Jobs.Job> notices() {
    return store.read(in -> new Jobs(in).newest(NoticeWork.KIND, 99));
  }

  private void awaitNotices(String... states) throws InterruptedException {
    await(() -> notices().stream().map(Jobs.Job::state).toList().equals(List.of(states)));
  }

  @Test
  void failure_isMailedInTheLanguageThatIsSet() throws Exception {
    set(new NoticeSettings("es", true, false, "", mail("MAIL_PASSWORD"), null));

    queue.order(RunWork.order("ana", Optional.empty()));
    awaitNotices("done");

    assertThat(mails.getReceivedMessages()).hasSize(2);
    MimeMessage message = mails.getReceivedMessages()[0];
    assertThat(message.getSubject()).isEqualTo("Perenne (shop): el cálculo ha fallado");
    assertThat(message.getContent().toString())
        .contains("today's orders are not there", "configurado");
    assertThat(message.getFrom()[0]).hasToString("perenne@shop.example");
    assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
  }

  @Test
  void request_isSignedSoThatTheReceiverCanTell() throws Exception {
    set(new NoticeSettings("en", true, false, "", null, webhook()));

    long job = queue.order(RunWork.order("ana", Optional.empty()));
    Received received = Objects.requireNonNull(requests.poll(30, TimeUnit.SECONDS));

    assertThat(received.event()).isEqualTo("run.failed-" + job);
    String time = Long.toString(now.getEpochSecond());
    assertThat(received.signature())
        .isEqualTo("t=" + time + ",v1=" + openssl(KEY, time + "." + received.body()));
    JsonNode body = new ObjectMapper().readTree(received.body());
    assertThat(body.get("event").asText()).isEqualTo("run.failed");
    assertThat(body.get("at").asText()).isEqualTo("2025-06-30T03:00:00Z");
    assertThat(body.get("english").get("lines").get(0).asText())
        .isEqualTo("today's orders are not there");
    assertThat(body.get("spanish").get("title").asText()).contains("ha fallado");
    assertThat(received.body()).doesNotContain(KEY, "sesame");
  }

  /** Computed with Python's hmac, which no code here shares. */
  private static String openssl(String key, String text) throws Exception {
    Process python =
        new ProcessBuilder(
                "python3",
                "-c",
                "import hmac,sys;print(hmac.new(sys.argv[1].encode(),"
                    + "sys.stdin.buffer.read(),'sha256').hexdigest())",
                key)
            .start();
    try (var in = python.getOutputStream()) {
      in.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  @Test
  void scheduledRun_isTold_onceItIsGivenUp() throws Exception {
    set(new NoticeSettings("en", true, false, "", null, webhook()));
    queue.order(RunWork.order(RunWork.SCHEDULE, Optional.empty()));
    await(() -> store.<List<Jobs.Job>>read(in -> new Jobs(in).newest("run", 9)).size() == 2);
    assertThat(notices()).isEmpty();

    now = now.plusSeconds(60);
    queue.tick();

    awaitNotices("done");
    assertThat(requests).hasSize(1);
  }

  @Test
  void noticeThatIsRefused_isSentAgain_underTheSameNameAndANewTime() throws Exception {
    status = 503;
    set(new NoticeSettings("en", true, false, "", null, webhook()));
    queue.order(RunWork.order("ana", Optional.empty()));
    awaitNotices("waiting", "failed");
    assertThat(notices().get(1).problemEnglish().orElseThrow())
        .contains("503")
        .doesNotContain("hook");
    Received first = requests.take();

    status = 204;
    now = now.plusSeconds(10);
    queue.tick();
    awaitNotices("done", "failed");

    Received second = requests.take();
    assertThat(second.event()).isEqualTo(first.event());
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.signature()).isNotEqualTo(first.signature());
  }

  @Test
  void redirect_isNotFollowed() throws Exception {
    status = 302;
    set(new NoticeSettings("en", true, false, "", null, webhook()));
    queue.order(RunWork.order("ana", Optional.empty()));

    awaitNotices("waiting", "failed");
    assertThat(requests).hasSize(1);
  }

  @Test
  void password_isLookedUpWhereItIs_andNeverShown() throws Exception {
    set(new NoticeSettings("en", true, false, "", mail("NOBODY_SET_IT"), null));
    queue.order(RunWork.order("ana", Optional.empty()));
    awaitNotices("waiting", "failed");
    assertThat(notices().get(1).problemEnglish().orElseThrow()).contains("env:NOBODY_SET_IT");

    set(new NoticeSettings("en", true, false, "", mail("HOOK_KEY"), null));
    now = now.plusSeconds(10);
    queue.tick();
    awaitNotices("waiting", "failed", "failed");
    assertThat(notices().get(1).problemEnglish().orElseThrow())
        .contains("does not accept user and password")
        .doesNotContain(KEY);
    assertThat(mails.getReceivedMessages()).isEmpty();
  }

  @Test
  void serverWithoutEncryption_isRefused_ifItIsAskedFor() throws Exception {
    MailSettings open = mail("MAIL_PASSWORD");
    set(
        new NoticeSettings(
            "en",
            true,
            false,
            "",
            new MailSettings(
                open.host(),
                open.port(),
                "starttls",
                open.user(),
                open.password(),
                open.from(),
                open.to()),
            null));
    queue.order(RunWork.order("ana", Optional.empty()));

    awaitNotices("waiting", "failed");
    assertThat(mails.getReceivedMessages()).isEmpty();
  }

  @Test
  void fileThatDidNotArriveToday_isTold() throws Exception {
    set(new NoticeSettings("en", true, false, "07:30", null, webhook()));
    DestinationStore.of(home)
        .save(
            Channels.settings(
                "crm", Map.of("kind", "folder", "folder", folder.resolve("x").toString())));

    queue.order(ArrivalWork.order());
    Received received = Objects.requireNonNull(requests.poll(30, TimeUnit.SECONDS));

    JsonNode body = new ObjectMapper().readTree(received.body());
    assertThat(body.get("event").asText()).isEqualTo("delivery.missing");
    assertThat(body.get("english").get("lines").get(0).asText())
        .contains("nothing was delivered to crm today, 2025-06-30");
  }

  @Test
  void nothingIsSent_whereNothingIsSet() throws Exception {
    long job = queue.order(RunWork.order("ana", Optional.empty()));
    await(() -> !queue.find(job).orElseThrow().open());
    set(new NoticeSettings("en", false, true, "", null, webhook()));
    long other = queue.order(RunWork.order("ana", Optional.empty()));
    await(() -> !queue.find(other).orElseThrow().open());

    assertThat(notices()).isEmpty();
  }

  @Test
  void cancelledRun_isNoFailure() throws Exception {
    set(new NoticeSettings("en", true, true, "", null, webhook()));
    Notices notices = new Notices(store, home);
    long id = store.write(in -> new Jobs(in).add(RunWork.order("ana", Optional.empty()), now));
    store.write(in -> new Jobs(in).stop(id, now));

    assertThat(notices.after(queue.find(id).orElseThrow(), List.of())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://hooks.example/x",
        "ftp://hooks.example",
        "https://user:pass@hooks.example/",
        "https://hooks.example/#x",
        "hooks.example",
        "https://"
      })
  void addressThatIsNotSafe_isRefusedWithoutRepeatingIt(String url) {
    assertThatThrownBy(() -> new WebhookSettings(url, "env:KEY"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("https://")
        .hasMessageNotContaining("pass");
  }

  @Test
  void settingsThatCannotBeUsed_areRefusedInBothLanguages() {
    assertThatThrownBy(() -> new WebhookSettings("https://hooks.example", "my-secret-itself"))
        .isInstanceOfSatisfying(
            InputException.class,
            e -> {
              assertThat(e.problems().get(0).toLine(Language.ES)).contains("env:NOMBRE");
              assertThat(e).hasMessageNotContaining("my-secret-itself");
            });
    assertThatThrownBy(
            () ->
                new MailSettings(
                    "smtp.shop.example",
                    25,
                    "none",
                    "ana",
                    "env:P",
                    "a@b.example",
                    List.of("c@d.example")))
        .hasMessageContaining("without encryption");
    assertThatThrownBy(
            () ->
                new MailSettings(
                    "smtp.shop.example",
                    587,
                    "starttls",
                    "",
                    "",
                    "a@b.example",
                    List.of("c@d.example\nBcc: all@d.example")))
        .hasMessageContaining("no e-mail address");
    assertThatThrownBy(() -> new NoticeSettings("en", true, true, "7h", null, null))
        .hasMessageContaining("07:30");
  }
}
