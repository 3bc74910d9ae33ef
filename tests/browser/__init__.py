"""The console in a real browser: Chromium of the distribution, driven by Playwright, judged by axe-core."""
