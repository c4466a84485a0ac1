import { describe, expect, it } from "vitest";
import { isShared, syncedBy } from "./places";

describe("folders that leave the computer", () => {
  it("knows the usual services on every system", () => {
    expect(syncedBy("C:\\Users\\Ana\\OneDrive - Clinic\\Documents\\Attune")).toBe("OneDrive");
    expect(syncedBy("/home/ana/Dropbox/models")).toBe("Dropbox");
    expect(syncedBy("/Users/ana/Library/Mobile Documents/com~apple~CloudDocs/Attune")).toBe(
      "iCloud Drive",
    );
    expect(syncedBy("/home/ana/Nextcloud")).toBe("Nextcloud");
  });
  it("is not misled by names that only resemble them", () => {
    expect(syncedBy("/home/ana/Documents/Dropboxes for the post")).toBeNull();
    expect(syncedBy("/home/ana/Sandbox/Attune")).toBeNull();
    expect(syncedBy("/home/ana/Documents/Attune")).toBeNull();
  });
  it("tells a share from a disk of this computer", () => {
    expect(isShared("\\\\server\\models")).toBe(true);
    expect(isShared("/run/user/1000/gvfs/smb-share:server=nas")).toBe(true);
    expect(isShared("/home/ana")).toBe(false);
    expect(isShared("C:\\Users\\Ana")).toBe(false);
  });
});
