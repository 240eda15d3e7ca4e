// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonPathsTest {

  private static Map<String, String> flatten(String json) throws JsonProcessingException {
    return JsonPaths.flatten(new ObjectMapper().readTree(json));
  }

  @Test
  void nestedMember_hasAPath() throws JsonProcessingException {
    assertThat(
            flatten("{\"a\":1,\"p\":{\"$total\":9.90,\"q\":{\"r\":null}},\"list\":[1,{\"x\":2}]}"))
        .containsExactly(
            Map.entry("a", "1"),
            Map.entry("p.$total", "9.9"),
            Map.entry("p.q.r", ""),
            Map.entry("list", "[1,{\"x\":2}]"));
  }

  @Test
  void whatIsNoObject_hasNoMembers() throws JsonProcessingException {
    assertThat(flatten("[1]")).isEmpty();
  }

  @Test
  void emptyObject_isAValue() throws JsonProcessingException {
    assertThat(flatten("{\"a\":{}}")).containsExactly(Map.entry("a", "{}"));
  }
}
