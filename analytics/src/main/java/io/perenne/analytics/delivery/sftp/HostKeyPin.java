// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.sftp;

import io.perenne.analytics.home.Sha256;
import java.util.Base64;
import java.util.List;

/**
 * The key by which an SSH server is known.
 *
 * @param type its type, as in {@code ssh-ed25519}
 * @param key its bytes in Base64
 */
public record HostKeyPin(String type, String key) {
  public HostKeyPin {
    if (!type.matches("[a-z0-9@.-]+") || !key.matches("[A-Za-z0-9+/]+=*")) {
      throw new IllegalArgumentException(
          "not a host key, as in ssh-ed25519 AAAA…: " + type + " " + key);
    }
    Base64.getDecoder().decode(key);
  }

  /** Reads a key as a line of a public key file has it: type, Base64, and perhaps a comment. */
  public static HostKeyPin parse(String text) {
    String[] words = text.strip().split("\\s+", 3);
    if (words.length < 2) {
      throw new IllegalArgumentException("not a host key, as in ssh-ed25519 AAAA…: " + text);
    }
    return new HostKeyPin(words[0], words[1]);
  }

  /** Returns the fingerprint as OpenSSH prints it: {@code SHA256:…}. */
  public String fingerprint() {
    byte[] digest = Sha256.digest().digest(Base64.getDecoder().decode(key));
    return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
  }

  /** Returns the signature algorithms with which a key of this type proves itself. */
  List<String> algorithms() {
    return type.equals("ssh-rsa") ? List.of("rsa-sha2-512", "rsa-sha2-256") : List.of(type);
  }

  /** Returns the type and the key. */
  @Override
  public String toString() {
    return type + " " + key;
  }
}
