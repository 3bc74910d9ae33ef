-- Each statement sees what was committed before it: nobody commits any more once the head's row is locked.
BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE
