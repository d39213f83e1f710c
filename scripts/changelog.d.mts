// The types of changelog.mjs, which runs before anything is installed or compiled.

export declare function releaseDay(changelog: string, version: string): string | undefined;
