// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.engage.journey.JourneyStore.State;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever happens to people, journeys and the program: see {@link World#happens}. */
class JourneyLawsTest {

  /** One at a time, each message once, on one version, nothing once barred, nothing too late. */
  @Property(tries = 400)
  void whateverHappens_nobodyIsInTwice_andNothingLeavesTwice(
      @ForAll @Size(max = 80) List<@IntRange(max = 9_999) Integer> schedule) {
    World world = new World();
    schedule.forEach(world::happens);
  }

  @Property(tries = 100)
  void whilePaused_nothingHappensButLeaving(
      @ForAll @Size(max = 60) List<@IntRange(max = 9_999) Integer> schedule) {
    World world = new World();
    for (int number : schedule) {
      State before = world.state("reactivation");
      int sent = sent(world);
      int entered = entered(world);
      world.happens(number);
      if (before != State.RUNNING && world.state("reactivation") != State.RUNNING) {
        assertThat(sent(world)).isEqualTo(sent);
        assertThat(entered(world)).isEqualTo(entered);
      }
    }
  }

  private static int sent(World world) {
    return (int)
        world.sent.stream().filter(e -> e.order().journey().equals("reactivation")).count();
  }

  private static int entered(World world) {
    return (int)
        world.log().stream()
            .filter(each -> each.journey().equals("reactivation"))
            .filter(each -> each.what() == LogEntry.What.ENTERED)
            .count();
  }

  @Property(tries = 100)
  void theSame_comesOfTheSame(
      @ForAll @Size(max = 60) List<@IntRange(max = 9_999) Integer> schedule) {
    World one = new World();
    World other = new World();
    schedule.forEach(one::happens);
    schedule.forEach(other::happens);
    assertThat(other.log()).isEqualTo(one.log());
  }
}
