import { describe, expect, it } from "vitest";
import { addressBucket, clientAddress } from "./address.ts";

describe("client addresses", () => {
  it("P6.5 come from our own server's header and from no header that a client may write", () => {
    const spoofed = { "x-forwarded-for": "1.2.3.4", forwarded: "for=1.2.3.4", "x-real-ip": "1.2.3.4" };
    expect(clientAddress(new Headers(spoofed))).toBe("unknown");
    expect(clientAddress(new Headers({ ...spoofed, "x-pssaas-client-address": "9.9.9.9" }))).toBe("9.9.9.9");
  });

  it.each([
    ["::ffff:192.0.2.7", "192.0.2.7"],
    ["2001:db8::1", "2001:db8::1"],
    ["not an address", "unknown"],
    ["1.2.3.4, 5.6.7.8", "unknown"],
    ["", "unknown"],
  ])("P6.5 %s is read as %s", (header, address) => {
    expect(clientAddress(new Headers({ "x-pssaas-client-address": header }))).toBe(address);
  });

  it.each([
    ["192.0.2.7", "192.0.2.7"],
    ["::ffff:192.0.2.7", "192.0.2.7"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:0DB8:0001:0002::ffff", "2001:db8:1:2::/64"],
    ["2001:db8::1", "2001:db8:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
    ["1:2:3:4:5:6:7::", "1:2:3:4::/64"],
    ["64:ff9b::192.0.2.33", "64:ff9b:0:0::/64"],
    ["unknown", "unknown"],
  ])("P6.5 failures of %s are counted under %s", (address, bucket) => {
    expect(addressBucket(address)).toBe(bucket);
  });
});
